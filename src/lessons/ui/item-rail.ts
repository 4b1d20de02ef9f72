// An item tells its page when its answer is stored; the server draws the same dots at the next visit.
document.addEventListener('heed:answered', (event) => {
  const { item } = (event as CustomEvent<{ item: string }>).detail
  document.querySelector(`.rail [data-item="${item}"]`)?.classList.add('answered')
})

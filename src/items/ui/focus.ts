/** A button that is gone once it was pressed leaves the focus nowhere: it goes to the back or the hint that came instead. */
export function focusOnNews(region: Element): void {
  if (document.activeElement === document.body) region.querySelector<HTMLElement>('.back, .hint')?.focus()
}

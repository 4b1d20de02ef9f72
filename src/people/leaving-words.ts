/** What an erasure leaves in the content folder, as whoever erases somebody reads it. */
export function staysInContent(ownedLessons: number): string {
  const owned =
    ownedLessons === 0
      ? 'No live lesson names them as its owner.'
      : ownedLessons === 1
        ? 'One live lesson names them as its owner: write another one there.'
        : `${ownedLessons} live lessons name them as their owner: write another one there.`
  return `Nothing is changed in the content folder. ${owned} Its Git commits keep the name and the address of whoever made them.`
}

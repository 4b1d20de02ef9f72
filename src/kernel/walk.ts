/**
 * Every node of a tree, each before those in it. Not unist-util-visit: that gives a function another name for each node, which was
 * a twentieth of what a check takes.
 */
export function walk<Any extends { type: string }>(node: Any, see: (node: Any, index: number, parent: Any | undefined) => void): void {
  const step = (each: Any, index: number, parent: Any | undefined) => {
    see(each, index, parent)
    if ('children' in each) (each.children as Any[]).forEach((child, at) => step(child, at, each))
  }
  step(node, 0, undefined)
}

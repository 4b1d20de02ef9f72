/**
 * Every node of a tree, each before what it holds, whatever `meet` has left in it. A check does this some hundred times for each lesson:
 * `unist-util-visit`, which can do far more, took a twentieth of it.
 */
export function everyNode<T extends { type: string }>(
  node: T,
  meet: (node: T, index?: number, parent?: T) => void,
  index?: number,
  parent?: T,
): void {
  meet(node, index, parent)
  const children = (node as { children?: T[] }).children
  for (let at = 0; children && at < children.length; at++) everyNode(children[at]!, meet, at, node)
}

import type { Gap, Inline, Rich } from './rich.ts'

/** As HTML that is XML too. A single paragraph gives no `<p>`: it may stand in a label. */
export function richHtml(rich: Rich, gap: (gap: Gap) => string = () => ''): string {
  const [only] = rich
  if (rich.length === 1 && only?.type === 'paragraph') return inlineHtml(only.children, gap).trim()
  return rich
    .map((block): string => {
      if (block.type === 'paragraph') return `<p>${inlineHtml(block.children, gap).trim()}</p>`
      if (block.type === 'code') return `<pre><code>${escapeXml(block.value)}</code></pre>`
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${richHtml(item, gap)}</li>`).join('')}</${tag}>`
    })
    .join('')
}

function inlineHtml(nodes: readonly Inline[], gap: (gap: Gap) => string): string {
  return nodes
    .map((node): string => {
      switch (node.type) {
        case 'text':
          return escapeXml(node.value)
        case 'code':
          return `<code>${escapeXml(node.value)}</code>`
        case 'strong':
          return `<strong>${inlineHtml(node.children, gap)}</strong>`
        case 'emphasis':
          return `<em>${inlineHtml(node.children, gap)}</em>`
        case 'link':
          return `<a href="${escapeXml(node.url)}">${inlineHtml(node.children, gap)}</a>`
        case 'break':
          return '<br/>'
        case 'gap':
          return gap(node)
      }
    })
    .join('')
}

const escapeXml = (words: string): string =>
  words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** Name of a field to its HTML. */
export type Fields = ReadonlyMap<string, string>

/** A card's template with its fields filled in. What Anki computes, such as the name of the deck, stays empty. */
export function rendered(template: string, fields: Fields): string {
  return withSections(template, fields).replace(/\{\{([^{}#^/][^{}]*)\}\}/g, (_, inside: string) => {
    const [...filters] = inside.split(':').map((piece) => piece.trim())
    const name = filters.pop()!
    return filters.includes('type') ? '' : (fields.get(name) ?? '')
  })
}

/** The field that the learner types, if the template asks for one. */
export function fieldTyped(template: string): string | undefined {
  return /\{\{\s*type:(?:nc:)?([^{}:]+)\}\}/.exec(template)?.[1]?.trim()
}

/** `{{#Field}} … {{/Field}}` shows where the field is filled, `{{^Field}}` where it is not. Innermost first. */
function withSections(template: string, fields: Fields): string {
  const innermost = /\{\{\s*([#^])\s*([^{}]+?)\s*\}\}((?:(?!\{\{\s*[#^/])[\s\S])*)\{\{\s*\/\s*\2\s*\}\}/g
  const once = template.replace(innermost, (_, sign: string, name: string, inside: string) => {
    const isFilled = (fields.get(name) ?? '').replace(/<[^>]*>|&nbsp;|\s/g, '') !== ''
    return isFilled === (sign === '#') ? inside : ''
  })
  return once === template ? template : withSections(once, fields)
}

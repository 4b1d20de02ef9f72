/** Elements of HTML, and of SVG and MathML by their outermost: what a page or a mail pasted into a lesson holds. */
const names =
  'a abbr address area article aside audio b base bdi bdo big blockquote body br button canvas caption center cite code col colgroup data ' +
  'datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 ' +
  'head header hgroup hr html i iframe img input ins kbd label legend li link main map mark math menu meta meter nav nobr noscript object ' +
  'ol optgroup option output p param picture pre progress q s samp search section select slot small source span strike strong sub summary ' +
  'sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xml'

const known = new Set(names.split(' '))

/** Elements that never hold anything. */
const empty = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '))

/** Custom elements have a hyphen; names of Office's own elements a colon. */
export const isHtml = (name: string): boolean => known.has(name.toLowerCase()) || /^[a-z]\w*[-:]/.test(name)

export const isEmptyHtml = (name: string): boolean => empty.has(name.toLowerCase())

/** For csv-stringify. A cell that begins like a formula would be run by a spreadsheet: it gets a quote before it. */
export const csvOptions = { header: true, bom: true, escape_formulas: true, record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const

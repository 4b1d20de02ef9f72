/** "58 %", with a space that no line breaks at. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u00a0%`
}

/** Rounded down, beside a word for the same, so that the number never says more than it: 89.6 % is not firm yet. */
export function fullPercent(share: number): string {
  return `${Math.floor(share * 100)}\u00a0%`
}

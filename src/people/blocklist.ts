/** Words that guessing programs try first, alone and glued together. */
const triedFirst = (
  'password passwort passw0rd p@ssw0rd p@ssword p4ssword pa$$word motdepasse contraseña iloveyou letmein trustno1 welcome administrator admin ' +
  'changeme default secret master login access superman batman starwars football baseball basketball liverpool chelsea dragon monkey sunshine ' +
  'princess shadow summer winter spring autumn flower whatever computer internet samsung google chocolate charlie michael jennifer jordan hello heed'
).split(' ')

/** Keys that follow each other, in the alphabet and on a keyboard. */
const rows = ['01234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'qwertzuiop', 'asdfghjkl', 'yxcvbnm', 'zxcvbnm']
  .concat(['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm'])
  .flatMap((row) => [row, [...row].reverse().join('')])

/** So many characters must be left that no pattern foretells. */
const fewestSurprises = 6

/**
 * Whether a guessing program would reach the password early, however long it is: words that everybody tries, the
 * person's own name and address, repeats, and rows of keys say nothing. A small list by design: length does the work.
 */
export function easyToGuess(password: string, own: { name: string; email: string }): boolean {
  const words = [...ownWords(own), ...triedFirst].toSorted((a, b) => b.length - a.length)
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), shortestPeriod(password.toLowerCase()))
  return surprises(rest.replaceAll(/[^\p{L}\p{N}]/gu, '')) < fewestSurprises
}

function ownWords({ name, email }: { name: string; email: string }): string[] {
  return `${name} ${email}`
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3)
}

/** "abcabcab" is "abc": a repeat adds length, not strength. */
function shortestPeriod(text: string): string {
  for (let period = 1; period <= text.length / 2; period++) {
    if (text.slice(period) === text.slice(0, -period)) return text.slice(0, period)
  }
  return text
}

function surprises(text: string): number {
  const characters = [...text]
  return characters.filter((character, place) => !follows(characters[place - 1], character)).length
}

function follows(before: string | undefined, character: string): boolean {
  if (before === undefined) return false
  return before === character || rows.some((row) => row.includes(before + character))
}

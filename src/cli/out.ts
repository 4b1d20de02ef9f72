/** Data, for pipes. */
export function print(text: string): void {
  process.stdout.write(text)
}

/** Talk, for people. */
export function talk(text: string): void {
  process.stderr.write(text)
}

const browsers: [RegExp, string][] = [
  [/\bEdgA?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
]

const first = (names: [RegExp, string][], label: string) => names.find(([pattern]) => pattern.test(label))?.[1]

/** "Firefox on Android", from what a browser calls itself; a script keeps its own name. */
export function deviceName(label: string): string {
  const [browser, system] = [first(browsers, label), first(systems, label)]
  if (browser && system) return `${browser} on ${system}`
  return browser ?? (label.slice(0, 40) || 'A device without a name')
}

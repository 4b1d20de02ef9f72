/// <reference types="astro/client" />

declare namespace App {
  /** What server.ts hands to every page. */
  interface Locals {
    heed: import('./ui/heed.ts').Heed
    viewer: import('./people/role.ts').Viewer | null
    /** Milliseconds UTC by Heed's clock. */
    now: number
    /** IANA zone of this browser, as far as it is known. */
    zone: string
    /** The pretended date in words when HEED_NOW is set. */
    pretended: string | null
    setCookie(value: string): void
    /** Logs a fault and returns the reference number that the page shows for it. */
    report(thrown: unknown): string
    /** Set by the middleware alone: what the page `/refused` has to say. */
    told?: import('./ui/told.ts').Told
  }
}

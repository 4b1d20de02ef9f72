/**
 * Whether a view is drawn by the server, as a form that needs no script. Known when the pages are built, so that no browser loads the
 * plain forms. Where the script draws something else in its place, the plain form's outermost element is of another kind: what is
 * of one kind keeps the attributes that the server gave it.
 */
export const plain: boolean = import.meta.env.SSR

import canonicalize from 'canonicalize'

/** Whether two values are the same JSON, whatever the order of their fields. */
export const isSameJson = (one: unknown, other: unknown): boolean => asJson(one) === asJson(other)

const asJson = (value: unknown) => (value === undefined ? undefined : canonicalize(JSON.parse(JSON.stringify(value))))

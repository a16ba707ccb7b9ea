/** The same fields, writable: a record that is filled again and again while many offers are looked at, so that nothing is allocated for each. */
export type Draft<T> = { -readonly [Name in keyof T]: T[Name] }

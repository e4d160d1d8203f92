/** What is made here field by field: V8 is slow where fields stand behind a spread in a literal. */
export type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

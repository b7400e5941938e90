/** An item while it is built: assignment, unlike spreading, costs nothing when there are tens of thousands. */
export type Writable<T> = { -readonly [K in keyof T]: T[K] };

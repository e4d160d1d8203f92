/** Each value once, in the order in which they came first: the list itself where it holds one at most. */
export function distinct<Value>(list: readonly Value[]): readonly Value[] {
  return list.length < 2 ? list : [...new Set(list)];
}

/** The list under a key; one begins where there is none. */
export function listAt<Key, One>(lists: Map<Key, One[]>, key: Key): One[] {
  const list = lists.get(key) ?? [];
  if (list.length === 0) lists.set(key, list);
  return list;
}

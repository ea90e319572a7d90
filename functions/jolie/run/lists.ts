/** Takes the item at a place out of a list, if that is one: the last without a list of what is taken out. */
export function removeAt(list: unknown[], at: number): void {
  if (at < 0) return;
  if (at === list.length - 1) list.pop();
  else list.splice(at, 1);
}

/** Takes an item out of a list in which it stands once at most; of the last ones first. */
export const remove = <T>(list: T[], item: T): void => removeAt(list, list.lastIndexOf(item));

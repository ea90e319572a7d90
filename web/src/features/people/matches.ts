/** Whether a name holds the searched text, letter case and outer spaces aside. */
export const matches = (name: string, text: string): boolean =>
  name.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase());

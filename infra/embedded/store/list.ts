/** Puts a list into a statement as one parameter: `IN (SELECT value FROM json_each(?))`. */
export const list = (ids: readonly number[]): string => JSON.stringify(ids);

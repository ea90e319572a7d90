/** What the server accepts as a username: 3 to 32 letters, digits, dots, underscores, dashes. */
export const isUsername = (text: string): boolean => /^[A-Za-z0-9._-]{3,32}$/.test(text);

/** What the server accepts as a password: 8 to 256 characters. */
export const isPassword = (text: string): boolean => [...text].length >= 8 && [...text].length <= 256;

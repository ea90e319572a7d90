/** A JSON schema. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string', minLength: 1 };
export const whole: Schema = { type: 'integer', minimum: 0 };
export const yes: Schema = { type: 'boolean' };
/** Texts under names of any kind. */
export const texts: Schema = { type: 'object', additionalProperties: text };

/** At least one of these. */
export const list = (items: Schema): Schema => ({ type: 'array', minItems: 1, items });

/** An object with these fields and no others, so that a misspelt one is refused; those whose name ends in `?` may be missing. */
export const object = (fields: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(fields).filter((name) => !name.endsWith('?')),
  properties: Object.fromEntries(
    Object.entries(fields).map(([name, schema]) => [name.replace('?', ''), schema]),
  ),
});

import type { NativePackage } from '../run/native';
import { stringDeclaration } from './string-declaration';
import { stringEditing } from './string-editing';
import { stringMatching } from './string-matching';

/** `string_utils`: text and regular expressions. */
export const stringUtils: NativePackage = {
  names: ['string_utils', 'string-utils'],
  include: { file: 'string_utils.iol', port: 'StringUtils' },
  service: 'StringUtils',
  lacking: new Map([
    ['string_utils', ['fmt']],
    ['string_utils.iol', ['fmt', 'findAll']],
  ]),
  declaration: stringDeclaration,
  operations: new Map([...stringEditing, ...stringMatching]),
};

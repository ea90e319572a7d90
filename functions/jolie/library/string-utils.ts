import type { NativePackage } from '../run/native';
import { stringDeclaration } from './string-declaration';
import { ofRequests } from './direct';
import { directEditing, stringEditing } from './string-editing';
import { directMatching } from './string-matching';

const direct = { ...directEditing, ...directMatching };
const operations = new Map([...ofRequests(direct), ...stringEditing]);

/** `string_utils`: text and regular expressions. */
export const stringUtils: NativePackage = {
  names: ['string_utils', 'string-utils'],
  include: { file: 'string_utils.iol', port: 'StringUtils' },
  service: 'StringUtils',
  declaration: stringDeclaration(['findAll', 'fmt']),
  declarations: new Map([
    ['string_utils', stringDeclaration(['findAll'])],
    ['string_utils.iol', stringDeclaration([])],
  ]),
  operations,
  keepsNothing: new Set(operations.keys()),
  direct: new Map(Object.entries(direct)),
};

import { ActionIcon, Button, MultiSelect, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { User } from '../../../api';
import { strings } from '../../../strings';
import { faultOf, most, type Field, type Values } from './recipe';
import classes from './recipe-page.module.css';

const words = strings.recipes;

/** One field of a recipe, as its kind asks. */
export function FieldInput({
  field,
  values,
  people,
  showFault,
  onChange,
}: {
  field: Field;
  values: Values;
  people: readonly User[];
  /** Whether what is wrong is said: not before somebody wants to go on. */
  showFault: boolean;
  onChange: (values: Values) => void;
}) {
  const { name, label, hint } = field;
  const fault = showFault ? faultOf(field, values) : null;
  const error = fault === null ? undefined : words.faults[fault]!(most);
  const common = { label, description: hint, error };
  const setText = (text: string) => onChange({ ...values, texts: { ...values.texts, [name]: text } });
  switch (field.kind) {
    case 'text':
      return (
        <Textarea
          {...common}
          autosize
          minRows={1}
          maxRows={6}
          value={values.texts[name] ?? ''}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      );
    case 'time':
      return (
        <TextInput
          {...common}
          type="time"
          className={classes.time!}
          value={values.texts[name] ?? ''}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      );
    case 'people':
      return (
        <MultiSelect
          {...common}
          searchable
          data={people.map(({ id, username }) => ({ value: String(id), label: username }))}
          value={(values.people[name] ?? []).map(String)}
          onChange={(ids) => onChange({ ...values, people: { ...values.people, [name]: ids.map(Number) } })}
        />
      );
    case 'list':
      return (
        <Rows
          columns={[label]}
          label={label}
          error={error}
          rows={(values.lists[name] ?? []).map((row) => [row])}
          onRows={(rows) =>
            onChange({ ...values, lists: { ...values.lists, [name]: rows.map(([row]) => row!) } })
          }
        />
      );
    case 'table':
      return (
        <Rows
          columns={field.columns}
          label={label}
          error={error}
          rows={values.tables[name] ?? []}
          onRows={(rows) =>
            onChange({
              ...values,
              tables: { ...values.tables, [name]: rows.map(([first, second]) => [first!, second!] as const) },
            })
          }
        />
      );
  }
}

/** Rows of texts: they can be changed, added and taken away. */
function Rows({
  columns,
  label,
  error,
  rows,
  onRows,
}: {
  columns: readonly string[];
  label: string;
  error: string | undefined;
  rows: readonly (readonly string[])[];
  onRows: (rows: readonly (readonly string[])[]) => void;
}) {
  return (
    <fieldset className={classes.rows}>
      <legend>{label}</legend>
      {rows.map((row, at) => (
        <div className={classes.row} key={at}>
          {columns.map((column, i) => (
            <TextInput
              key={column}
              className={classes.cell!}
              aria-label={words.cell(column, at + 1)}
              placeholder={column}
              value={row[i] ?? ''}
              onChange={(event) => {
                const text = event.currentTarget.value;
                onRows(
                  rows.map((each, n) => (n === at ? each.map((old, k) => (k === i ? text : old)) : each)),
                );
              }}
            />
          ))}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={words.removeRow(at + 1)}
            onClick={() => onRows(rows.filter((_, n) => n !== at))}
          >
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        </div>
      ))}
      {error !== undefined && (
        <p role="alert" className={classes.fault}>
          {error}
        </p>
      )}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={() => onRows([...rows, columns.map(() => '')])}
        >
          {words.addRow}
        </Button>
      </div>
    </fieldset>
  );
}

import { Button } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Target, User } from '../../../api';
import { strings } from '../../../strings';
import { Page } from '../page';
import type { Attempt } from '../try-panel';
import { FieldInput } from './field-input';
import { Picture } from './picture';
import { faultOf, initialValues, type Recipe } from './recipe';
import classes from './recipe-page.module.css';

const words = strings.recipes;

/** A recipe: what it does with messages, its fields, and the way into the editor. */
export function RecipePage({
  recipe,
  people,
  onUse,
}: {
  recipe: Recipe;
  people: readonly User[];
  /** Opens a source in the editor, with a message to try it on. */
  onUse: (target: Target, source: string, attempt: Attempt) => void;
}) {
  const { target, name, does, fields, examples } = recipe;
  const [values, setValues] = useState(() => initialValues(recipe));
  const [tried, setTried] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (fields.some((field) => faultOf(field, values) !== null)) return;
    const source = recipe.source(values);
    onUse(target, source, { text: examples[0]!.message, other: null });
  }

  return (
    <Page title={name} text={does}>
      <div className={classes.columns}>
        <form className={classes.form} onSubmit={submit} noValidate>
          {fields.map((field) => (
            <FieldInput
              key={field.name}
              field={field}
              values={values}
              people={people}
              showFault={tried}
              onChange={setValues}
            />
          ))}
          <div>
            <Button type="submit">{words.use}</Button>
          </div>
          <p className={classes.note}>{words.useNote}</p>
        </form>
        <section aria-label={words.examples}>
          <ul className={classes.examples}>
            {examples.map((example) => (
              <li key={example.says}>
                <span className={classes.note}>{words.example(example.says)}</span>
                <Picture target={target} example={example} />
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Page>
  );
}

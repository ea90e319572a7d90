import { Button, Group } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { Target, User } from '../../../api';
import { Dialog } from '../../../dialog';
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
  draft,
  onUse,
}: {
  recipe: Recipe;
  people: readonly User[];
  /** What was typed of the script and not saved; null when nothing was. */
  draft: string | null;
  /** Opens a source in the editor, with a message to try it on. */
  onUse: (target: Target, source: string, attempt: Attempt) => void;
}) {
  const { target, name, does, fields, examples } = recipe;
  const [values, setValues] = useState(() => initialValues(recipe));
  const [tried, setTried] = useState(false);
  const [asking, setAsking] = useState(false);

  function submit(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (fields.some((field) => faultOf(field, values) !== null)) return;
    // Nothing that was typed is lost unasked.
    if (draft !== null && draft.trim() !== '' && draft !== recipe.source(values)) setAsking(true);
    else use();
  }

  const use = () => onUse(target, recipe.source(values), { text: examples[0]!.message, other: null });

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
      <Dialog opened={asking} title={words.replaceTitle} onClose={() => setAsking(false)}>
        <p>{words.replaceText[target]}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
            {words.keep}
          </Button>
          <Button color="red" onClick={use}>
            {words.replace}
          </Button>
        </Group>
      </Dialog>
    </Page>
  );
}

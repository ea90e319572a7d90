import { UnstyledButton } from '@mantine/core';
import { strings } from '../../../strings';
import { Page } from '../page';
import { recipes } from './index';
import { Picture } from './picture';
import classes from './gallery.module.css';

const words = strings.recipes;
const groups = [
  { target: 'recv', title: words.incoming },
  { target: 'send', title: words.outgoing },
] as const;

/** Ready scripts to choose from, each with a picture of what it does. */
export function Gallery({ onOpen }: { onOpen: (id: string) => void }) {
  return (
    <Page title={words.title} text={words.text}>
      {groups.map(({ target, title }) => (
        <section key={target} aria-labelledby={`recipes-${target}`}>
          <h2 className={classes.group} id={`recipes-${target}`}>
            {title}
          </h2>
          <ul className={classes.cards}>
            {recipes
              .filter((recipe) => recipe.target === target)
              .map(({ id, name, does, examples }) => (
                <li key={id}>
                  <UnstyledButton className={classes.card} onClick={() => onOpen(id)}>
                    <Picture target={target} example={examples[0]!} />
                    <span className={classes.name}>{name}</span>
                    <span className={classes.does}>{does}</span>
                  </UnstyledButton>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Page>
  );
}

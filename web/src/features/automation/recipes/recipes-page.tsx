import type { Target, User } from '../../../api';
import { Gallery } from './gallery';
import { recipes } from './index';
import { RecipePage } from './recipe-page';

/** The gallery, or one recipe of it; one that is not there is the gallery. */
export function RecipesPage({
  id,
  people,
  onOpen,
  drafts,
  onUse,
}: {
  id: string | null;
  people: readonly User[];
  onOpen: (id: string) => void;
  /** What was typed and not saved of each script; null when nothing was. */
  drafts: Readonly<Record<Target, string | null>>;
  onUse: Parameters<typeof RecipePage>[0]['onUse'];
}) {
  const recipe = recipes.find((each) => each.id === id);
  if (recipe === undefined) return <Gallery onOpen={onOpen} />;
  return (
    <RecipePage key={recipe.id} recipe={recipe} people={people} draft={drafts[recipe.target]} onUse={onUse} />
  );
}

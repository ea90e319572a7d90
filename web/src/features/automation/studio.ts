/** The second door: what is loaded only when the studio is opened, its editor with it. */
export { ScriptPage } from './script-page';
export { RunDetail } from './runs/run-detail';
export { RecipesPage } from './recipes/recipes-page';
export { TutorialPage } from './tutorial/tutorial-page';

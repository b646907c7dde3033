import { defineConfig } from 'html-validate';

/** What html-validate asks of every page. A rule that is off or eased says why. */
export const htmlRules = defineConfig({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    // Long tables are laid out as grids and lists lose their marks: both take the role away in some browsers.
    'no-redundant-role': 'off',
    // The answers below a search box are links, which no <select> can hold; a box that scrolls is no section; a list
    // says that it is one where its marks are gone.
    'prefer-native-element': ['error', { exclude: ['listbox', 'region', 'list'] }],
    // A title is the event's own, with the name of the site after it.
    'long-title': 'off',
    // Every script and style comes from the site itself.
    'require-sri': ['error', { target: 'crossorigin' }],
    // An anchor is a value of Windows, which may begin with a digit.
    'valid-id': ['error', { relaxed: true }],
    // Names that tell the landmarks and lists of one page apart.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
  },
});

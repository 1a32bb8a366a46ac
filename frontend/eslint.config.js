import { readdirSync } from 'node:fs';

import js from '@eslint/js';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const features = readdirSync(new URL('./src/features', import.meta.url));

/** Refuses imports by path; `why` is what the person reads who crosses the line. */
function mayNotImport(files, groups, why, ignores = []) {
  return {
    files,
    ignores,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: groups, message: why },
            { group: ['../*'], message: 'Write imports from elsewhere as "@/…".' },
          ],
        },
      ],
    },
  };
}

// The rule of direction: generated, lib, components → features → routes, app.
const boundaries = [
  mayNotImport(
    ['src/lib/**'],
    ['@/components/*', '@/features/*', '@/routes/*', '@/app/*'],
    'lib knows nothing of screens.',
  ),
  mayNotImport(
    ['src/components/**'],
    ['@/features/*', '@/routes/*', '@/app/*'],
    'The kit knows no feature.',
  ),
  mayNotImport(
    ['src/app/**', 'src/routes/**'],
    ['@/testing/*'],
    'The stand-in back end never ships.',
    ['**/*.test.{ts,tsx}'],
  ),
  ...features.map((feature) =>
    mayNotImport(
      [`src/features/${feature}/**`],
      [
        '@/routes/*',
        '@/app/*',
        ...features.filter((other) => other !== feature).map((other) => `@/features/${other}/*`),
      ],
      'A feature stands alone; routes and app put features together.',
    ),
  ),
];

export default tseslint.config(
  {
    ignores: [
      'dist',
      'dist-mock',
      'src/generated',
      'screenshots',
      'test-results',
      'playwright-report',
      '.tanstack',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      'max-lines': ['error', { max: 250, skipBlankLines: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat.recommended, jsxA11y.flatConfigs.strict],
    languageOptions: { globals: globals.browser },
    rules: {
      // Radix gives focus to the first field of a dialog; nothing else moves it on its own.
      'jsx-a11y/no-autofocus': 'error',
    },
  },
  {
    files: ['public/**/*.js'],
    languageOptions: { globals: globals.browser, sourceType: 'script' },
  },
  {
    files: ['scripts/**/*.mjs', 'e2e/**/*.mjs', 'eslint.config.js'],
    languageOptions: { globals: globals.node },
  },
  ...boundaries,
);

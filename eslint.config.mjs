// Only what needs types. Style and the rest of the lint rules are Biome's.
import { ESLintUtils } from '@typescript-eslint/utils'
import functional from 'eslint-plugin-functional'
import jsdoc from 'eslint-plugin-jsdoc'
import tseslint from 'typescript-eslint'

const NAMES = new Set(['Ok', 'Err', 'Result', 'ResultAsync'])

/** Whether a type is, has among its members, or promises a neverthrow result. */
const isResult = (type, checker) =>
  (type.isUnion() ? type.types : [type]).some((part) => {
    const symbol = part.aliasSymbol ?? part.getSymbol()
    if (symbol === undefined) return false
    if (symbol.name === 'Promise')
      return checker.getTypeArguments(part).some((inner) => isResult(inner, checker))
    return (
      NAMES.has(symbol.name) &&
      symbol.declarations?.some((d) => d.getSourceFile().fileName.includes('/neverthrow/'))
    )
  })

/** A Result or ResultAsync that stands alone as a statement loses its error, like Rust's `#[must_use]`. */
const noDiscardedResult = ESLintUtils.RuleCreator.withoutDocs({
  meta: {
    type: 'problem',
    schema: [],
    messages: { discarded: 'This {{type}} is dropped, and its error with it: return, match or combine it.' },
  },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context)
    const checker = services.program.getTypeChecker()
    return {
      ExpressionStatement({ expression }) {
        const isVoid = expression.type === 'UnaryExpression' && expression.operator === 'void'
        const inner = isVoid ? expression.argument : expression
        if (inner.type === 'AssignmentExpression' || inner.type === 'YieldExpression') return
        const type = services.getTypeAtLocation(inner)
        if (!isResult(type, checker)) return
        context.report({
          node: expression,
          messageId: 'discarded',
          data: { type: checker.typeToString(type) },
        })
      },
    }
  },
})

export default tseslint.config(
  { ignores: ['**/dist/**', '**/.doc-examples/**', '**/*.config.*'] },
  {
    files: ['packages/*/src/**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    plugins: {
      '@typescript-eslint': tseslint.plugin,
      functional,
      jsdoc,
      local: { rules: { 'no-discarded-result': noDiscardedResult } },
    },
    rules: {
      'local/no-discarded-result': 'error',
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      'functional/no-throw-statements': 'error',
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          require: { FunctionDeclaration: true, ArrowFunctionExpression: true },
          contexts: ['TSInterfaceDeclaration', 'TSTypeAliasDeclaration'],
        },
      ],
    },
  },
  {
    // `functional/no-expression-statements` is left out: it flags `rows.push(row)`, `count += 1` and `i++`, and
    // the hot path of core is written as loops over local variables. What it is good for here, a dropped
    // Result, `local/no-discarded-result` finds.
    files: ['packages/core/src/**/*.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Take the random source as an argument.' },
      ],
    },
  },
)

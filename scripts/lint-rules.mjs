/** House rules that oxlint lacks, as its plug-in `space`. Each has a planted violation in test/architecture/planted. */
import { relative, sep } from 'node:path';

const BANNED_WORDS = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'managers', 'misc']);

const noExportStar = {
  create(context) {
    return {
      ExportAllDeclaration(node) {
        context.report({ node, message: 'Name every export: `export *` hides what the face of a module is.' });
      },
    };
  },
};

/** A catch may only do nothing when a comment in it starts with `reason:`. */
const noEmptyCatch = {
  create(context) {
    const check = (body, node) => {
      if (!body || body.type !== 'BlockStatement' || body.body.length > 0) return;
      if (context.sourceCode.getCommentsInside(body).some((comment) => /^\W*reason:/.test(comment.value))) return;
      context.report({ node, message: 'An empty catch hides failures: handle it, or say why in a comment that starts with `reason:`.' });
    };
    return {
      CatchClause: (node) => check(node.body, node),
      CallExpression(node) {
        if (node.callee.type !== 'MemberExpression' || node.callee.property.name !== 'catch') return;
        check(node.arguments[0]?.body, node);
      },
    };
  },
};

const plainNames = {
  create(context) {
    return {
      Program(node) {
        const parts = relative(context.cwd, context.filename).split(sep);
        for (const part of parts) {
          const word = part.split(/[-.]/).find((piece) => BANNED_WORDS.has(piece.toLowerCase()));
          if (word) context.report({ node, message: `"${part}": \`${word}\` says nothing. Name it after what it holds.` });
        }
        const folder = parts.slice(0, -1).find((part) => !/^\.?[a-z0-9]+(-[a-z0-9]+)*$/.test(part));
        if (folder) context.report({ node, message: `Folder "${folder}" is not kebab-case.` });
      },
    };
  },
};

function hasDocstring(sourceCode, node) {
  const last = sourceCode.getCommentsBefore(node).findLast((comment) => comment.type === 'Block' && comment.value.startsWith('*'));
  return last !== undefined && /[\p{L}]{2}/u.test(last.value);
}

function declaredNames(statement) {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (!declaration) return [];
  if (declaration.type === 'VariableDeclaration') return declaration.declarations.map((one) => one.id.name);
  return declaration.id ? [declaration.id.name] : [];
}

/** Every exported declaration carries a docstring; of overloads, the first. Re-exports carry the one where they are declared. */
const docstring = {
  create(context) {
    const { sourceCode } = context;
    return {
      Program(program) {
        const exported = new Set();
        for (const statement of program.body) {
          if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue;
          for (const name of declaredNames(statement)) exported.add(name);
          for (const specifier of statement.specifiers) exported.add(specifier.local.name);
        }
        const seen = new Set();
        for (const statement of program.body) {
          const name = declaredNames(statement).find((one) => exported.has(one) && !seen.has(one));
          if (name === undefined) continue;
          for (const one of declaredNames(statement)) seen.add(one);
          if (hasDocstring(sourceCode, statement)) continue;
          context.report({ node: statement, message: `Export \`${name}\` has no docstring: its first sentence is what it promises.` });
        }
      },
    };
  },
};

export default {
  meta: { name: 'space' },
  rules: { 'no-export-star': noExportStar, 'no-empty-catch': noEmptyCatch, 'plain-names': plainNames, docstring },
};

import type { FileSymbol } from './symbol.ts';

/** How a node of a syntax tree declares a symbol. */
export interface Declares {
  readonly type: FileSymbol['type'];
  /** The nodes below it that hold its name, whichever comes first; `last` takes the last one instead. */
  readonly name: readonly string[];
  readonly last?: boolean;
  /** Whether symbols declared inside it are told too. Those inside a function are nobody's business outside. */
  readonly opens?: boolean;
  /** It only opens what is inside under its name and is no symbol itself: Rust's `impl`. */
  readonly silent?: boolean;
}

type Grammar = Readonly<Record<string, Declares>>;

const script: Grammar = {
  FunctionDeclaration: { type: 'function', name: ['VariableDefinition'] },
  ClassDeclaration: { type: 'class', name: ['VariableDefinition'], opens: true },
  MethodDeclaration: { type: 'method', name: ['PropertyDefinition', 'PrivatePropertyDefinition'] },
  InterfaceDeclaration: { type: 'type', name: ['TypeDefinition'] },
  TypeAliasDeclaration: { type: 'type', name: ['TypeDefinition'] },
  EnumDeclaration: { type: 'type', name: ['TypeDefinition'] },
  NamespaceDeclaration: { type: 'module', name: ['VariableDefinition'], opens: true },
};
const python: Grammar = {
  FunctionDefinition: { type: 'function', name: ['VariableName'] },
  ClassDefinition: { type: 'class', name: ['VariableName'], opens: true },
};
const rust: Grammar = {
  FunctionItem: { type: 'function', name: ['BoundIdentifier'] },
  StructItem: { type: 'class', name: ['TypeIdentifier'] },
  EnumItem: { type: 'type', name: ['TypeIdentifier'] },
  TraitItem: { type: 'type', name: ['TypeIdentifier'], opens: true },
  ImplItem: { type: 'class', name: ['TypeIdentifier'], last: true, opens: true, silent: true },
  ModItem: { type: 'module', name: ['BoundIdentifier'], opens: true },
};
const go: Grammar = {
  FunctionDecl: { type: 'function', name: ['DefName'] },
  MethodDecl: { type: 'method', name: ['FieldName'] },
  TypeSpec: { type: 'type', name: ['DefName'] },
};
const java: Grammar = {
  ClassDeclaration: { type: 'class', name: ['Definition'], opens: true },
  InterfaceDeclaration: { type: 'type', name: ['Definition'], opens: true },
  EnumDeclaration: { type: 'type', name: ['Definition'], opens: true },
  MethodDeclaration: { type: 'method', name: ['Definition'] },
};
const cpp: Grammar = {
  FunctionDefinition: { type: 'function', name: ['Identifier', 'FieldIdentifier', 'ScopedIdentifier'] },
  ClassSpecifier: { type: 'class', name: ['TypeIdentifier'], opens: true },
  StructSpecifier: { type: 'class', name: ['TypeIdentifier'], opens: true },
  EnumSpecifier: { type: 'type', name: ['TypeIdentifier'] },
  NamespaceDefinition: { type: 'module', name: ['Identifier', 'NamespaceIdentifier'], opens: true },
};
const php: Grammar = {
  FunctionDefinition: { type: 'function', name: ['Name'] },
  ClassDeclaration: { type: 'class', name: ['Name'], opens: true },
  InterfaceDeclaration: { type: 'type', name: ['Name'], opens: true },
  TraitDeclaration: { type: 'type', name: ['Name'], opens: true },
  MethodDeclaration: { type: 'method', name: ['Name'] },
};

/** What declares symbols in each language, by the names its parser gives. Markdown's headings are read by their own rule. */
export const GRAMMARS: Readonly<Record<string, Grammar>> = {
  JavaScript: script,
  TypeScript: script,
  JSX: script,
  TSX: script,
  Python: python,
  Rust: rust,
  Go: go,
  Java: java,
  C: cpp,
  'C++': cpp,
  PHP: php,
  Markdown: {},
};

/** Where no name is looked for: the parameters and the body of what is declared. */
export const NAMELESS: ReadonlySet<string> = new Set([
  ...['Block', 'Body', 'CompoundStatement', 'DeclarationList', 'ClassBody', 'FieldDeclarationList', 'Decorator'],
  ...['ParamList', 'ParameterList', 'Parameters', 'FormalParameters', 'ArgList', 'TypeParamList', 'TypeParameters', 'TypeArgumentList'],
]);

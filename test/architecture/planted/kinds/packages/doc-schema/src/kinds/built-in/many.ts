export const many: readonly Kind[] = ['a', 'b'].map((name) => defineKind({ name, icon: 'box' }));

export const lamp: Kind = defineKind({ name: 'lamp', icon: 'lamp-floor' });

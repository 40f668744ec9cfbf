// breaks: eslint(no-restricted-imports)
export { useState } from 'react';

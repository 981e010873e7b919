// Stands in for import.meta.url in the CommonJS bundles; esbuild takes it in only where it is used.
import { pathToFileURL } from 'node:url';

export const importMetaUrl = pathToFileURL(__filename).href;

import { join } from 'node:path'
import { root, runUnderOurNode } from './bootstrap.mjs'

runUnderOurNode(join(root, 'scripts', 'test.ts'), process.argv.slice(2))

import { join } from 'node:path'
import { root, runUnderOurNode } from './bootstrap.mjs'

runUnderOurNode(join(root, 'scripts', 'start.ts'), process.argv.slice(2))

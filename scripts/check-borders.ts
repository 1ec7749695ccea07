import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { crossedBorders } from './borders'
import { importGraph } from './import-graph'

const root = join(import.meta.dirname, '..')
const files = ['app', 'components', 'lib', 'supabase', 'tests', 'scripts'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
)
const crossed = crossedBorders(
  importGraph(new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]))),
)
for (const line of crossed) console.error(line)
console.log(`${files.length} files, ${crossed.length} imports across a border`)
process.exit(crossed.length > 0 ? 1 : 0)

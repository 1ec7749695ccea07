import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SOURCES = ['app', 'components', 'lib', 'public']
const SINGLE_FILES = [
  'instrumentation.ts',
  'next.config.ts',
  'package-lock.json',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
]

/** Whether `.next` holds a build of exactly these sources. */
export function isBuilt(root: string): boolean {
  return existsSync(join(root, '.next', 'BUILD_ID')) && readStamp(root) === sourceHash(root)
}

/** To be called with the hash from before the build: what is edited meanwhile must count as not built. */
export function noteBuild(root: string, hash: string): void {
  writeFileSync(stampFile(root), hash)
}

/** One hash over every file that a build is made of, tests left out. */
export function sourceHash(root: string): string {
  const hash = createHash('sha256')
  const folders = SOURCES.flatMap((folder) => filesIn(root, folder))
  for (const file of [...folders, ...SINGLE_FILES]) {
    if (!existsSync(join(root, file))) continue
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesIn(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => !/\.(test|fixture)\.tsx?$/.test(file) && statSync(join(root, file)).isFile())
    .sort()
}

const stampFile = (root: string) => join(root, '.next', 'augury-sources')

function readStamp(root: string): string | null {
  return existsSync(stampFile(root)) ? readFileSync(stampFile(root), 'utf8') : null
}

import { readFileSync, mkdtempSync } from 'node:fs'
import { serveProject } from './tests/start-project'
import { measureExport } from './tests/bench/tracking/measure-export'
const { url, lead } = JSON.parse(readFileSync('/tmp/h4lab/lab.json', 'utf8'))
const project = await serveProject({ dataDir: mkdtempSync('/tmp/h4lab/data-'), databaseUrl: url, withDemo: false })
await measureExport(project, lead, (name, value, unit) => console.log(name, value, unit), console.log)
await project.stop()
process.exit()

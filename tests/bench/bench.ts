import { startProject } from '../start-project'
import { measureModelsPage } from './models-page'
import { measureRecommender } from './recommender'
import { measureTimeToFirstByte } from './time-to-first-byte'

/** `npm run bench`: prints what it measures, one JSON line each, on native Postgres with the demo team. No thresholds. */
const project = await startProject('native', true)
try {
  // The page first: the next adds a team to the lead who looks at it.
  for (const measure of [measureModelsPage, measureRecommender, measureTimeToFirstByte]) {
    for (const line of await measure(project)) console.log(JSON.stringify(line))
  }
} finally {
  await project.stop()
}
process.exit(0)

// Prints `N passed, N failed[, N skipped]` from vitest's JSON report.
import { existsSync, readFileSync } from 'node:fs'

/** Counts a report. A file that failed without a failed test in it (it did not load) counts as one failure. */
const countReport = (report) => {
  const isFailed = ({ status }) => status === 'failed'
  const brokenFiles = report.testResults.filter(
    (file) => isFailed(file) && !file.assertionResults.some(isFailed),
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const path = process.argv[2]
// Without a report the run ended before the tests: that is one failure and no passed test.
const { passed, failed, skipped } = existsSync(path)
  ? countReport(JSON.parse(readFileSync(path, 'utf8')))
  : { passed: 0, failed: 1, skipped: 0 }
console.log(`${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`)

import { checkCatalogue } from '../catalogue/check-catalogue';
import { loadCatalogue, loadChecks } from '../catalogue/load-catalogue';
import { checkModel } from '../catalogue/check-model';
import { modelFile } from '../config/model-files';
import { readModel } from '../model/model-file';
import type { ModelFacts } from '../model/understanding-model';
import { loadClassifier } from '../load-classifier';
import { dataDirectory } from '../config/data-directory';

/** Checks the knowledge against its examples; prints every fault, and ends with 1 where there is one. */
function main(): void {
  const catalogue = loadCatalogue(dataDirectory);
  const checks = catalogue.languages.map(({ locale }) => loadChecks(dataDirectory, locale));
  const faults = [
    ...checkModel(catalogue, readModel(modelFile).facts as ModelFacts),
    ...checkCatalogue(catalogue, checks, loadClassifier()),
  ];
  for (const fault of faults) process.stderr.write(`${fault}\n`);
  for (const { locale, files } of catalogue.languages) {
    const check = checks.find((other) => other.locale === locale);
    const templates = files.flatMap(({ groups }) => groups.flatMap(({ sentences }) => sentences)).length;
    const examples =
      check?.examples.flatMap(({ groups }) => groups.flatMap(({ sentences }) => sentences)).length ?? 0;
    const nothing = check?.nothing.length ?? 0;
    const failures = check?.knownFailures.length ?? 0;
    process.stdout.write(
      `${locale}: ${String(templates)} templates, ${String(examples)} examples, ${String(nothing)} that match nothing, ${String(failures)} known failures\n`,
    );
  }
  if (faults.length > 0) process.exitCode = 1;
}

main();

import { duBois, mosteller } from '../../src/core/facts/body.js';
import { patient, quantity } from '../patient.js';

describe('body surface vectors of clinical rules A.4', () => {
  it.each([
    [165, 62, 1.6857, 1.6819],
    [170, 70, 1.8181, 1.8097],
    [180, 95, 2.1794, 2.1477],
  ])('%d cm and %d kg', (height, weight, byMosteller, byDuBois) => {
    expect(mosteller(height, weight)).toBeCloseTo(byMosteller, 4);
    expect(duBois(height, weight)).toBeCloseTo(byDuBois, 4);
  });

  it('prefers a recorded value that agrees with the computed one', () => {
    const built = patient().condition('M33.20').weight(70, 20).height(170);
    expect(built.assess().bodySurfaceArea).toMatchObject({ formula: 'mosteller' });
    built.observation({ system: 'http://loinc.org', code: '3140-1' }, { valueQuantity: quantity(1.85, 'm2') }, 20);
    expect(built.assess().bodySurfaceArea).toEqual({ m2: 1.85, formula: 'recorded' });
  });
});

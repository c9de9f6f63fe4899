declare module '@lhncbc/ucum-lhc' {
  const ucum: unknown;
  export default ucum;
}

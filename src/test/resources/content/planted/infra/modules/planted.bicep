var flow = {
  transformKql: 'source | where true'
}

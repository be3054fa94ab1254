// The saved functions, which workbook, alert rules and anybody's own queries use.
targetScope = 'resourceGroup'

@description('Name of the workspace, in the resource group of this deployment.')
param workspaceName string

// A function comes after those that it calls.
var functions = [
  {
    name: 'ArcFleetScans'
    query: loadTextContent('../queries/ArcFleetScans.kql')
  }
  {
    name: 'ArcFleetLastScan'
    query: loadTextContent('../queries/ArcFleetLastScan.kql')
  }
  {
    name: 'ArcFleetScanHealth'
    query: loadTextContent('../queries/ArcFleetScanHealth.kql')
  }
  {
    name: 'ArcFleetCoverage'
    query: loadTextContent('../queries/ArcFleetCoverage.kql')
  }
  {
    name: 'ArcFleetClusterState'
    query: loadTextContent('../queries/ArcFleetClusterState.kql')
  }
  {
    name: 'ArcFleetFindingState'
    query: loadTextContent('../queries/ArcFleetFindingState.kql')
  }
  {
    name: 'ArcFleetRootCauses'
    query: loadTextContent('../queries/ArcFleetRootCauses.kql')
  }
  {
    name: 'ArcFleetCertificates'
    query: loadTextContent('../queries/ArcFleetCertificates.kql')
  }
  {
    name: 'ArcFleetVersions'
    query: loadTextContent('../queries/ArcFleetVersions.kql')
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: workspaceName
}

@batchSize(1)
resource saved 'Microsoft.OperationalInsights/workspaces/savedSearches@2025-07-01' = [for function in functions: {
  parent: workspace
  name: toLower(function.name)
  // any(): without the tag a second deployment is refused (409), and the types of Bicep do not know it here, where the
  // service takes it.
  properties: any({
    etag: '*'
    category: 'Arc Fleet Scanner'
    // The first sentence of the file, which is a comment.
    displayName: split(substring(function.query, 3), '.')[0]
    functionAlias: function.name
    // From the line "parameters: within: timespan = 7d" of the comment, without its spaces.
    functionParameters: replace(split(split(function.query, 'parameters: ')[1], '\n')[0], ' ', '')
    query: function.query
    version: 2
  })
}]

@description('Names of the functions.')
output names array = [for function in functions: function.name]

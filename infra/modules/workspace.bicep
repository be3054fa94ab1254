// The Log Analytics workspace: a new one, or one that is there already and is left as it is.
targetScope = 'resourceGroup'

@description('Name of the workspace.')
param name string

@description('Whether the workspace is made; otherwise it is there.')
param create bool

@description('Azure region of a new workspace.')
param location string

@description('Tags of a new workspace.')
param tags object

resource made 'Microsoft.OperationalInsights/workspaces@2025-07-01' = if (create) {
  name: name
  location: location
  tags: tags
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: 30
    features: {
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' existing = {
  name: name
}

@description('Resource ID of the workspace.')
output id string = workspace.id

@description('Azure region of the workspace, in which the data collection rule and the alert rules must be.')
output location string = create ? location : workspace.location

// The alert rules: data of infra/alerts, with the changes that the operator wants.
targetScope = 'resourceGroup'

@description('Azure region: that of the workspace.')
param location string

@description('Tags of every resource.')
param tags object

@description('Resource ID of the workspace that has the rows.')
param workspaceId string

@description('Changes to rules by their name: severity, evaluationFrequency, windowSize, enabled, and parameters of the query.')
param changes object

@description('Addresses that get a mail when an alert fires; empty: none.')
param emails array

@description('Resource IDs of action groups that are there already and are told too.')
param actionGroupIds array

var rules = [
]

resource mails 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(emails)) {
  name: 'Arc Fleet Scanner'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'arcfleet'
    emailReceivers: map(emails, email => {
      name: email
      emailAddress: email
      useCommonAlertSchema: true
    })
  }
}

